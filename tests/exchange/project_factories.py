"""Projects for the tests of files: one by hand, and any that hypothesis can think of."""

from __future__ import annotations

import io
from zipfile import ZipFile

from hypothesis import strategies as st

from storyhub.exchange.domain.codebook import Code
from storyhub.exchange.domain.guids import guid_of
from storyhub.exchange.domain.package_out import package_bytes
from storyhub.exchange.domain.project import Case, Coding, Link, Note, Project, Selection, Set, Source, User, Value, Variable
from storyhub.exchange.domain.xml_out import writable

TEXT = "Кафе 👍 открылось.\nМне вернули деньги раньше, чем я пожаловался.\n"
QUOTE = "вернули деньги"
ANNA = User(guid_of("x:anna"), "Анна", "anna")
LAW = Code(guid_of("x:law"), "12. Обещание", "Держать <слово> & срок", children=(Code(guid_of("x:law#upholds"), "12 — upholds"),))
GROUP = Code(guid_of("x:group"), "Обещания", is_codable=False, children=(LAW,))
NOTE = Note(guid_of("x:note"), "Сила 3", "textbook", ANNA.guid, "2026-11-20T12:00:00Z")
RATING = Variable(guid_of("x:rating"), "rating", "Integer")
CODING = Coding(guid_of("x:coding"), LAW.children[0].guid, ANNA.guid, "2026-11-20T12:00:00Z", (NOTE.guid,))
QUOTED = Selection(guid_of("x:selection"), 22, 36, QUOTE, (CODING,), user=ANNA.guid, at="2026-11-20T12:00:00Z")
STORY = Source(guid_of("x:story"), "S-000001", TEXT, (QUOTED,), values=(Value(RATING.guid, "Integer", "4"),))
PROJECT = Project(
    name="StoryHub",
    users=(ANNA,),
    codes=(GROUP,),
    variables=(RATING,),
    cases=(Case(guid_of("x:case"), "Кафе «У моря»", (STORY.guid,)),),
    sources=(STORY,),
    notes=(NOTE,),
    links=(Link(guid_of("x:link"), LAW.guid, GROUP.guid, "superseded by"),),
    sets=(Set(guid_of("x:set"), "Первое издание", (LAW.guid,), (STORY.guid,), (NOTE.guid,)),),
    description="Проверка",
    notes_on_it=(NOTE.guid,),
    creator=ANNA.guid,
    at="2026-11-20T12:00:00Z",
)


def contents(data: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def repacked(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as package:
        for name, data in files.items():
            package.writestr(name, data)
    return buffer.getvalue()


def changed(project: Project = PROJECT, **replacements: str) -> bytes:
    """The package of a project with words of `project.qde` replaced (old, new in turns as `a`, `b`)."""
    files = contents(package_bytes(project))
    xml = files["project.qde"].decode()
    assert replacements["a"] in xml
    files["project.qde"] = xml.replace(replacements["a"], replacements["b"]).encode()
    return repacked(files)


# What XML can hold, in all planes: emoji, combining marks, right-to-left, line ends within names.
words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")) | st.sampled_from("\n\t👍🏽é\u0301ёй\u0306\u200d"), max_size=30)
ANY = st.characters(exclude_categories=("Cs",), exclude_characters="\r")
texts = st.text(ANY | st.sampled_from("\n👍\u0301🇷🇺"), min_size=1, max_size=60)


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """A project in which everything points at what is there."""
    laws = tuple(Code(guid_of(f"law{number}"), draw(words), draw(words)) for number in range(draw(st.integers(1, 3))))
    users = tuple(User(guid_of(f"user{number}"), draw(words), f"u{number}") for number in range(2))
    notes = (Note(guid_of("note"), draw(words), draw(words), users[0].guid),)
    sources = tuple(_source(draw, number, laws, users, notes) for number in range(draw(st.integers(0, 3))))
    return Project(draw(words), users, laws, sources=sources, notes=notes, description=draw(words), creator=users[0].guid)


def _source(draw: st.DrawFn, number: int, laws: tuple[Code, ...], users: tuple[User, ...], notes: tuple[Note, ...]) -> Source:
    text = draw(texts)
    selections = []
    for place in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        law, user = draw(st.sampled_from(laws)), draw(st.sampled_from(users))
        coding = Coding(guid_of(f"c{number}-{place}"), law.guid, user.guid, notes=(notes[0].guid,))
        name = writable(text[start:end])
        selections.append(Selection(guid_of(f"s{number}-{place}"), start, end, name, (coding,), user=users[1].guid))
    return Source(guid_of(f"source{number}"), draw(words), text, tuple(selections))
