"""The web side of the classroom: pages, sockets, and the drivers that draw an app into one."""
