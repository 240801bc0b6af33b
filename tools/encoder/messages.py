"""What the reader learns to read: messages marked with acts and roles, each with what stood on the screen."""

import dataclasses
import gzip
import json
import pathlib
import random
import re

ACTS = """find show more order change remove when confirm cancel undo orders repeat sold correct yes no pick wait quote ship track
parcels ask tip remind remind_off remind_ask snooze stock price item_edit accept short refuse ready picked statement pool notify
kit people meeting newcomer privacy language help greet thanks chat unknown claim""".split()
ROLES = """item sku qty attr not price price_min price_max place address contact phone weight size count courier date time order_no
parcel_no person question text category distributor reason topic ref amount language up down times cond sort as field left
lacking code""".split()
MARK = re.compile(r"⟦(\w+)(?:\|)?|⟧|⟨(\w+):|⟩")


@dataclasses.dataclass
class Act:
    """What is done in a stretch of a message; places are characters of the bare text."""

    name: str
    begin: int
    end: int
    roles: list  # of (role, begin, end)


@dataclasses.dataclass
class Message:
    text: str
    acts: list
    screen: str  # what stood on the screen, in plain words
    who: str
    lang: str


def parse(marked):
    """The bare text and its acts. ValueError where the marks are malformed."""
    text, acts, at, act, role = "", [], 0, None, None
    for m in MARK.finditer(marked):
        text += marked[at : m.start()]
        at = m.end()
        mark = m.group()
        if mark.startswith("⟦"):
            if act or m.group(1) not in ACTS:
                raise ValueError(f"act {m.group(1)}: unknown, or inside an act")
            act = Act(m.group(1), len(text), 0, [])
        elif mark == "⟧":
            if not act or role:
                raise ValueError("⟧ without ⟦, or inside a role")
            act.end = len(text)
            acts.append(act)
            act = None
        elif mark.startswith("⟨"):
            if not act or role or m.group(2) not in ROLES:
                raise ValueError(f"role {m.group(2)}: unknown, outside an act, or inside a role")
            role = m.group(2), len(text)
        else:
            if not role or role[1] == len(text):
                raise ValueError("⟩ without ⟨, or nothing in between")
            act.roles.append((*role, len(text)))
            role = None
    if act or role:
        raise ValueError("a mark is not closed")
    return text + marked[at:], acts


def read_hand(path):
    """The messages of one hand."""
    found = []
    for number, line in enumerate(pathlib.Path(path).read_text().splitlines(), 1):
        row = json.loads(line)
        try:
            text, acts = parse(row["m"])
        except ValueError as e:
            raise ValueError(f"{path}:{number}: {e}") from e
        found.append(Message(text, acts, (row.get("ctx") or "").strip(), row["who"], row["lang"]))
    return found


# Intents of CLINC150 that are wishes or talk that oldhand knows, too.
OURS = """reminder reminder_update greeting goodbye thank_you yes no maybe cancel repeat order order_status change_language are_you_a_bot
what_can_i_ask_you what_is_your_name who_made_you how_old_are_you where_are_you_from what_are_your_hobbies do_you_have_pets
who_do_you_work_for user_name change_user_name change_ai_name shopping_list shopping_list_update alarm meaning_of_life fun_fact
tell_joke meeting_schedule schedule_meeting calculator definition measurement_conversion time date""".split()


def read_foreign(folder, count, seed):
    """Wishes that are not for oldhand, out of CLINC150's and BANKING77's training splits."""
    rows = []
    for name in ("clinc150", "banking77"):
        for line in gzip.open(pathlib.Path(folder) / f"intents_{name}.jsonl.gz", "rt"):
            row = json.loads(line)
            if row["split"] == "train" and row["intent"] not in OURS:
                rows.append(row["text"])
    rows = random.Random(seed).sample(rows, count)
    return [Message(t, [Act("unknown", 0, len(t), [])], "", "seller", "en") for t in rows]


SWAPPED = "item sku qty attr place weight size count courier date time price price_max order_no parcel_no person up down left lacking".split()
PUNCTUATION = re.compile(r"[，。！？、,!?]")


class Enlarger:
    """Makes a message a little different, as another might have typed it: other values in its marked slots, no punctuation,
    other case. What the screen says, too, keeps its words, for they point there."""

    def __init__(self, messages):
        self.values = {}
        for m in messages:
            for act in m.acts:
                for role, begin, end in act.roles:
                    if role in SWAPPED:
                        self.values.setdefault((role, self._script(m.text[begin:end])), []).append(m.text[begin:end])

    @staticmethod
    def _script(words):
        return "zh" if re.search(r"[\u3400-\u9fff]", words) else "figures" if re.fullmatch(r"[\W\d]*", words) else "en"

    def enlarge(self, m, rnd):
        if rnd.random() < 0.4:
            m = self._swap(m, rnd)
        if rnd.random() < 0.15:
            m = self._edit(m, lambda c: " " if PUNCTUATION.fullmatch(c) else c)
        if rnd.random() < 0.1:
            m = self._edit(m, rnd.choice((str.lower, str.lower, str.upper)))
        return m

    def _swap(self, m, rnd):
        pieces = []  # (begin, end, words in its place)
        for act in m.acts:
            for role, begin, end in act.roles:
                words = m.text[begin:end]
                others = self.values.get((role, self._script(words)), [])
                if len(others) > 20 and rnd.random() < 0.5 and words not in m.screen:
                    pieces.append((begin, end, rnd.choice(others)))
        if not pieces:
            return m
        text, at, moves = "", 0, []  # moves: from this place on, by so many characters
        for begin, end, words in pieces:
            text += m.text[at:begin] + words
            at = end
            moves.append((end, len(text) - end))
        place = lambda x: x + max((mv for mv in moves if mv[0] <= x), default=(0, 0))[1]
        acts = [Act(a.name, place(a.begin), place(a.end), [(r, place(b), place(e)) for r, b, e in a.roles]) for a in m.acts]
        return dataclasses.replace(m, text=text + m.text[at:], acts=acts)

    @staticmethod
    def _edit(m, change):
        text = "".join(c if len(change(c)) != 1 else change(c) for c in m.text)
        return dataclasses.replace(m, text=text)
