"""The codings of one story for programs: a W3C Web Annotation collection, at an address without a language."""

from __future__ import annotations

import json

from flask import Response

from storyhub.exchange.domain.annotations import collection
from storyhub.exchange.queries.annotated import annotated_story, annotations_of
from storyhub.exchange.views.blueprint import machines
from storyhub.kit.errors import Gone, NotFound
from storyhub.kit.web import settings
from storyhub.stories.domain.public_id import public_id as public_id_of
from storyhub.stories.domain.public_id import story_id

KIND = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'


@machines.get("/stories/<public_id>/annotations.jsonld")
def story_annotations(public_id: str) -> Response:
    """The same for everybody, whoever is signed in."""
    number = story_id(public_id)
    story = annotated_story(number) if number else None
    if story is None:
        raise NotFound
    if story.is_withdrawn:
        raise Gone
    if not story.is_readable or story.version is None:
        raise NotFound
    found = collection(
        settings().base_url, public_id_of(story.id), annotations_of(story), version=story.version, lang=story.lang, is_open=story.is_open
    )
    response = Response(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    response.headers["Content-Type"] = KIND
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Allow"] = "GET, HEAD, OPTIONS"
    return response
