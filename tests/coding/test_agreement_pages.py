"""The pages on agreement: figures with n, dashes for what is undefined, tables behind them, CSV files that measure the same again."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from storyhub.coding.cli import measure_agreement
from storyhub.coding.queries import law_agreement
from storyhub.kit.actor import Actor, Role
from storyhub.stories.domain.public_id import public_id
from tests.accounts.accounts_factories import make_person, sign_in
from tests.coding.coding_factories import make_coder, make_coding, make_law, make_story
from tests.coding.test_agreement_results import read_by, refresh
from tests.page_client import PageClient
from tests.sql_count import count_sql


def compared(law: int, stories: int = 4) -> tuple[Actor, Actor, list[int]]:
    """Two coders who both name the law in the first story, one in the second, neither in the third, the other one in the fourth …"""
    ann, ben, other = make_coder(), make_coder(), make_law()
    patterns = ([law], [law]), ([law], [other]), ([other], [other]), ([other], [law])
    made = []
    for number in range(stories):
        made.append(make_story())
        read_by(made[-1], dict(zip((ann, ben), patterns[number % 4], strict=True)))
    refresh()
    return ann, ben, made


def again(folder: Path, text: str) -> dict[str, float]:
    file = folder / "again.csv"
    file.write_text(text)
    return dict(json.loads(CliRunner().invoke(measure_agreement, [str(file), "--json"]).stdout))


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_nothing_compared_is_said_so(app: Flask, client: PageClient, lang: str) -> None:
    with app.app_context():
        make_law(12)
        refresh()
    client.get(f"/{lang}/agreement")
    assert client.soup.select_one(".empty") is not None
    assert client.soup.select_one(".agreement-table") is None
    client.get(f"/{lang}/agreement/laws/12")
    assert client.soup.select_one(".empty") is not None
    client.get(f"/{lang}/agreement.csv")
    client.get(f"/{lang}/agreement/laws/13", status=404)
    client.get(f"/{lang}/agreement/laws/x", status=404)


def test_everybody_reads_how_far_coders_agree(app: Flask, client: PageClient, tmp_path: Path) -> None:
    with app.app_context():
        law = make_law(12)
        make_law(13)
        compared(law)
        figures = law_agreement([law])[law]
    client.get("/en/agreement")
    assert "Krippendorff’s alpha over 4 stories, by 2 coders" in client.text
    assert "Law of 13" not in client.text, "nobody named it"
    line = next(row for row in client.soup.select(".agreement-table tr") if "12. Law of 12" in row.get_text())
    alpha, _interval, *others = (cell.get_text(" ", strip=True) for cell in line.select("td"))
    assert (alpha, others) == ("0.12", ["50.0\u00a0%", "0.00", "0.00", "4", "2"])
    link = line.select_one("td a")
    assert link is not None
    client.get(str(link["href"]))
    assert "named too seldom to say" in client.text
    assert len(client.soup.select(".agreement__stories li")) == 2
    assert "named by 1 of 2" in client.text
    table = client.soup.select_one("#table-story")
    assert table is not None
    assert [cell.get_text() for cell in table.select("tbody td")] == ["2", "2", "2", "2"]
    response = client.client.get("/en/agreement/laws/12.csv")
    found = again(tmp_path, response.get_data(as_text=True))
    assert (found["n"], found["percent"], found["kappa"]) == (4, 0.5, figures.kappa)
    assert found["alpha"] == pytest.approx(figures.alpha)


def test_the_laws_can_be_sorted(app: Flask, client: PageClient) -> None:
    with app.app_context():
        weak, strong = make_law(1), make_law(2)
        ann, ben, _ = compared(weak)
        for sees in ([strong], []):
            read_by(make_story(), {ann: sees, ben: sees})
        refresh()

    def order() -> list[str]:
        heads = client.soup.select("#agreement-laws ~ .agreement-table tbody th")
        return [key for key in (head.get_text().split(".")[0] for head in heads) if key in ("1", "2")]

    client.get("/en/agreement")
    assert order() == ["1", "2"]
    client.get("/en/agreement?sort=alpha")
    assert order() == ["2", "1"]
    client.get("/en/agreement?sort=passages")
    client.get("/en/agreement?sort=nonsense")
    assert order() == ["1", "2"]


def test_the_csv_of_everything_has_the_figures_and_is_no_formula(app: Flask, client: PageClient) -> None:
    with app.app_context():
        compared(make_law(proposal=7))
    rows = list(csv.DictReader(io.StringIO(client.client.get("/en/agreement.csv").get_data(as_text=True))))
    assert {row["scope"] for row in rows} == {"overall", "law"}
    (one,) = [row for row in rows if row["law"] == "P-7" and row["level"] == "story"]
    assert (one["stories"], one["percent"], one["both"], one["alpha"]) == ("4", "0.5", "2.0", "0.125")
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@"))]


def test_researchers_see_pairs_and_stories_and_nobody_else_does(app: Flask, client: PageClient, tmp_path: Path) -> None:
    with app.app_context():
        ann, ben, made = compared(make_law(12))
        pair = f"/en/desk/agreement/pairs/{ann.person_id}/{ben.person_id}"
        doors = ["/en/desk/agreement", pair, f"{pair}.csv"]
        doors += [f"/en/desk/agreement/stories/{public_id(made[1])}{end}" for end in ("", ".csv")]
        member, curator = make_person(Role.member, Role.moderator, password=None), make_person(Role.curator, password=None)
    for door in doors:
        assert "/sign-in" in client.client.get(door).headers["Location"], door
    with app.app_context():
        sign_in(client, member)
    for door in doors:
        assert client.client.get(door).status_code == 403, door
    with app.app_context():
        sign_in(client, curator)
    client.get(doors[0])
    assert ann.name in client.text
    assert public_id(made[1]) in client.text
    client.get(pair)
    table = client.soup.select_one("#table-story")
    assert table is not None
    assert [cell.get_text() for cell in table.select("tbody td")] == ["2", "2", "2", "2"]
    text = client.client.get(doors[2]).get_data(as_text=True)
    assert again(tmp_path, text) == {"percent": 0.5, "kappa": 0.0, "fleiss": 0.0, "alpha": pytest.approx(1 / 16), "n": 8}
    client.get(doors[3])
    assert "named" in client.text
    assert again(tmp_path, client.client.get(doors[4]).get_data(as_text=True))["percent"] == 0
    client.get(f"/en/desk/agreement/pairs/{ann.person_id}/999999", status=404)


def test_a_story_whose_round_is_not_complete_is_nowhere(app: Flask, client: PageClient) -> None:
    with app.app_context():
        ann, ben, made = compared(make_law(12))
        running, third = make_story(), make_law(77)
        read_by(running, {ann: [third], ben: [third]}, needed=3)
        make_coding(running, third, make_coder(), None, coders_needed=3)
        refresh()
        sign_in(client, make_person(Role.researcher, password=None))
        assert law_agreement([third])[third].units == 0
    for door in ("agreement", "agreement.csv", "desk/agreement", "agreement/laws/12", "agreement/laws/12.csv"):
        body = client.client.get(f"/en/{door}").get_data(as_text=True)
        assert public_id(made[1]) in body or not door.endswith(("12", "12.csv", "desk/agreement")), "what is public is there"
        assert public_id(running) not in body
        assert "Law of 77" not in body
    assert public_id(running) not in client.client.get("/en/agreement/laws/77.csv").get_data(as_text=True)
    client.get(f"/en/desk/agreement/stories/{public_id(running)}", status=404)


def test_the_pages_cost_the_same_however_long_they_are(app: Flask, client: PageClient) -> None:
    doors = ["/en/agreement", "/en/agreement/laws/12", "/en/agreement.csv"]
    with app.app_context():
        law = make_law(12)
        ann, ben, _ = compared(law, stories=2)

    def counts() -> list[int]:
        found = []
        for door in doors:
            with count_sql(app) as run:
                client.client.get(door)
            found.append(run.count)
        return found

    counts()
    few = counts()
    with app.app_context():
        for _ in range(3):
            read_by(make_story(), {ann: [law], ben: [make_law()]})
        refresh()
    assert counts() == few
