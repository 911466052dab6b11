"""Many games at once: what the rules and a scenario do in the hands of different personas."""
