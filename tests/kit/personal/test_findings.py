"""What is found, what is left alone, and how long it takes."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyhub.kit.personal import Finding, Kind, findings, placeholder
from storyhub.kit.personal.labels import KIND_LABELS
from tests.benchmarks.marks import FORMATTED, LABELLED, held_out, read, score

ROWS = list(read(LABELLED))


def found(text: str) -> list[tuple[str, str]]:
    return [(f.kind.value, text[f.start : f.end]) for f in findings(text)]


@pytest.mark.parametrize("rows", [ROWS, [row for row in ROWS if held_out(row["id"])]], ids=["all", "held out"])
def test_formatted_kinds_are_found_in_labelled_sentences(rows):
    total = score(rows)
    kinds = [kind.value for kind in FORMATTED]

    assert total.recall(*kinds) >= 0.98
    assert total.precision(*kinds) >= 0.95
    for kind in kinds:
        assert total.recall(kind) >= 0.8, kind


def test_names_and_coarse_words_are_found_in_labelled_sentences():
    total = score(ROWS)

    assert total.recall("name") >= 0.9
    assert total.precision("name") >= 0.9
    assert total.recall("profanity") >= 0.9


@pytest.mark.parametrize(
    "text",
    [
        "Цена 12 990 руб., на вкладе 1 500 000, ставка 15,5%",
        "Купил 12.04.2024 в 10:30, вернул 2024-05-01",
        "Тариф 5000, iPhone 15, Samsung A52, рейс SU 1234, Boeing 777-300",
        "Тинькофф, Marks & Spencer, Johnson & Johnson, Victoria's Secret",
        "на улице Максима Горького, ул. Л. Толстого, площадь Гагарина",
        "оскорблять, хлебать, употреблять, застрахуйте, художник, хвалебный",
        "Scunthorpe, class, assistant, cocktail, Dickens",
        "Банкомат № 60012345, ДО 028/1007, закон от 07.02.1992 № 2300-1",
        "карта **** 1234, номер +7916***4567, договор № 6**0-ФЛ",
        "Т. К. Данное условие не выполнено, Т. Е. Баланс пуст",
        "сумма платежа 49577, кредит 300000, перевёл 150000",
        "все прошло без сучка и задоринки",
        "в отделение банка РТ № 047/1002, АТМ# 407558, отделение 028/2010",
        "одобрили 1300000, взяла 3145678 руб., остаток 1234567 рублей",
        "номер +7905385****, почта oles****orova@mail.ru",
    ],
)
def test_near_misses_are_left_alone(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Обращение в банк 3546438 закрыто", [("number", "3546438")]),
        ("обращения номер 2131824 и 2131898", [("number", "2131824"), ("number", "2131898")]),
        ("Сотрудник Богдан, внутренний номер - 6905669.", [("name", "Богдан"), ("number", "6905669")]),
        ("карту 4111 1111 1111 1111 5 000 рублей", [("card", "4111 1111 1111 1111")]),
        ("Менеджер 243158. Спасибо Регине (6908918)", [("number", "243158"), ("name", "Регине"), ("number", "6908918")]),
        ("помог Роман!6904778", [("number", "6904778")]),
        ("Благодарю сотрудника -Альбина", [("name", "Альбина")]),
        ("банк, инн7744001497)", [("inn", "7744001497")]),
        ("Пишите на a_b@mail.ru, спасибо.", [("email", "a_b@mail.ru")]),
        ("см. (https://ru.wikipedia.org/wiki/A_(b)) далее", [("link", "https://ru.wikipedia.org/wiki/A_(b)")]),
        ("", []),
    ],
)
def test_places_end_where_the_value_ends(text, expected):
    assert found(text) == expected


def test_a_checksum_makes_it_certain():
    certain = {f.kind: f.certain for f in findings("карта 4111 1111 1111 1111; СНИЛС 112-233-445 95; ИНН 500100732259")}
    doubtful = {f.kind: f.certain for f in findings("карта 4111 1111 1111 1112; СНИЛС 112-233-445 96; ИНН 500100732258")}

    assert certain == dict.fromkeys((Kind.card, Kind.snils, Kind.inn), True)
    assert doubtful == dict.fromkeys((Kind.card, Kind.snils, Kind.inn), False)


def test_a_number_free_of_charge_is_never_certain():
    assert [f.certain for f in findings("звоните 8 800 555 35 35 или 8 916 123-45-67")] == [False, True]


HOSTILE = ["1 ", "9", "aA", "@", "a.", "+7 ", "Аб ", "х*", "заказ № ", "8 916 ", "1-", "-", "№", "A1", "Ивановичу ", "a@a", "http://"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_length_only(piece):
    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        before = time.process_time()
        findings(text)
        return time.process_time() - before

    seconds(100)
    assert min(seconds(20_000) for _ in range(2)) < 1.5


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("0123456789 +-().@*№/:,абвИвановичПеTеxtMr.\n\u00a0İ😀"), max_size=120))
def test_findings_lie_in_the_text_in_order_and_apart(text):
    all_found = findings(text)

    assert all(0 <= f.start < f.end <= len(text) for f in all_found)
    assert all(a.end <= b.start for a, b in pairwise(all_found))


def test_every_kind_has_a_label_and_a_placeholder_in_both_languages():
    assert set(KIND_LABELS) == set(Kind)
    words = {placeholder(kind, lang) for kind in Kind for lang in ("ru", "en")}

    assert len(words) == 2 * len(Kind)
    assert all(word[0] == "[" and word[-1] == "]" and findings(f"Это {word}.") == () for word in words)
    assert Finding(Kind.phone, 0, 1, certain=True).kind == "phone"
