"""How people really write in a chat: words, cues and patterns, from a line to what it means.

`hearing.hear` is the door. Nothing here knows the shop, its goods or its customers, and nothing here acts: a `Meaning`
says what was meant and whether this line alone may do anything; the counter decides what becomes of it.
"""
