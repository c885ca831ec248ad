"""Names that collections use for a line of business, as one of our sectors."""

from __future__ import annotations

from storyhub.stories.domain.words import Sector

_NAMES: dict[Sector, str] = {
    Sector.travel: "airline airlines flight flights travel tourism tour agency",
    Sector.banking: "bank banks banking finance financial credit fintech",
    Sector.hospitality: "hotel hotels hospitality tripadvisor accommodation hostel resort",
    Sector.food: "restaurant restaurants food cafe coffee bar yelp dining",
    Sector.retail: "retail electronics books book shop shops store shopping clothing amazon marketplace ecommerce",
    Sector.culture: "movie movies film films culture theatre theater museum music cinema games",
    Sector.grocery: "grocery groceries supermarket supermarkets",
    Sector.transport: "transport taxi bus rail railway train metro carsharing",
    Sector.telecom: "telecom telecoms mobile internet isp telephone",
    Sector.insurance: "insurance insurer",
    Sector.health: "health healthcare clinic hospital pharmacy dentist doctor medicine",
    Sector.beauty: "beauty salon cosmetics barber spa",
    Sector.education: "education school university course courses",
    Sector.software: "software saas app apps it",
    Sector.delivery: "delivery courier post logistics shipping",
    Sector.repair: "repair auto garage service",
    Sector.housing: "housing rent realty estate property",
    Sector.utilities: "utilities utility energy electricity water gas",
    Sector.government: "government public municipal",
}
_BY_NAME = {name: sector for sector, names in _NAMES.items() for name in names.split()}


def sector_of(domain: str | None) -> Sector | None:
    """The sector of a collection's domain; `other` for a name nobody foresaw, None without a name.

    >>> sector_of("Airline"), sector_of("restaurants"), sector_of("moon mining"), sector_of(None)
    (<Sector.travel: 'travel'>, <Sector.food: 'food'>, <Sector.other: 'other'>, None)
    """
    name = (domain or "").strip().casefold()
    if not name:
        return None
    if name in Sector.__members__:
        return Sector(name)
    return _BY_NAME.get(name, Sector.other)
