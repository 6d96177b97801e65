"""The shopfront and the light switch: pages people open, settings, wiring, the worker and the console."""
