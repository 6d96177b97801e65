"""How people really write in a chat: words, cues and patterns, from a line to what it means.

`hearing.hear` is the door. Nothing here knows the shop, its goods or its customers, and nothing here acts: a `Meaning`
says what was meant and whether this line alone may do anything; the counter decides what becomes of it.

    normal, counting      as typed -> as written; numbers said in words
    line                  one line with all that was found in it, looked for once
    cues, sentences       what makes talk of it: questions, plans, posters; sentences where a name should be
    settings              how it is sent and paid, what is taken off
    addressed             whether there is a whole address, and what was said in front of it
    goods, scanning, naming    the goods: names, counts, prices in any order
    staff, staff_*        the tables of what staff say; customers, customer_* those of customers
    staff_ideas, staff_freely  words of one idea, and the wide rows that hear them in any order
    commanded             what the counter's own commands mean

A new way to say something is an alternative in a row, a new intent is a row: what says it, example sentences (a test
hears them all), when it acts, which cues forbid it. Where words are misread, add the line to
`tests/bot/speech/lines.jsonl` first. `saying` tells how patterns are written.
"""
