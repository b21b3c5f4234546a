"""Night watch: what an operator must know reaches them, once.

Belongs here: looking at what the last run left behind (``observe``), deciding what somebody
has to know (``decide``, pure), sending it (``send``), remembering who was told what
(``told``), and marks of the runs that are being executed (``running``). Does not belong
here: what is checked and what is done about it; a hook that fails never fails a run.

It looks at states, not at moments: whoever looks next finds what was missed, whether a run
failed, was killed, or never started.
"""

from pipeline.watch.decide import Condition, Kind
from pipeline.watch.event import DocumentNote, Event
from pipeline.watch.look import Look, look, send_test
from pipeline.watch.observe import confirm, note_refusal

__all__ = [
    "Condition",
    "DocumentNote",
    "Event",
    "Kind",
    "Look",
    "confirm",
    "look",
    "note_refusal",
    "send_test",
]
