"""Texts and names that would take over a page, lead elsewhere or hide what they are."""

from __future__ import annotations

#: A text whose copies hold markup, a script, a template, controls of direction and the half of a character.
TEXT = """\
<script>document.title = "taken over"</script>
<img src="https://example.org/pixel.png" onerror="document.title = 'taken over'">
</style></details></main><style>.entry { display: none }</style><a href="javascript:alert(1)">Read on</a> &lt;b&gt;
{{ 7 * 7 }} {% include "top.html" %}
The word \u202eesrever\u202c is written backwards here, and this \u0000 is no character.
Half of a character stands here: \ud83d. The rest of this line is long enough to be called a sentence by anyone.
"""

NAMES = (
    '"><script>document.title = "taken over"</script>.txt',
    "notes\n\u202etxt.exe",
    "caf\udce9\x1b[31m.txt",
    "' onmouseover='alert(1)",
    "{{ 7 * 7 }}.txt",
)
