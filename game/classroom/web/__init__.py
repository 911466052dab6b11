"""The web side of the classroom: pages, sockets, and drivers that draw an app into one."""
