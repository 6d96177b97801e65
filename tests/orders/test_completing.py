"""The rest of a place, from either end; never a guess."""

import pytest

from orders.addresses.completing import FIELDS, complete, spot
from orders.addresses.places import index

BANGKOK = "กรุงเทพมหานคร"


def filled(**typed: str) -> tuple[str, ...]:
    parts = complete(typed).parts
    return tuple(parts[name] for name in FIELDS)


def test_a_subdistrict_of_which_there_is_one_tells_the_rest() -> None:
    assert filled(subdistrict="คลองตันเหนือ") == ("คลองตันเหนือ", "วัฒนา", BANGKOK, "10110")


def test_a_postcode_tells_what_all_its_places_share_and_offers_them() -> None:
    known = complete({"postal_code": "10110"})
    assert known.parts == {"subdistrict": "", "district": "", "province": BANGKOK, "postal_code": "10110"}
    assert ("คลองตันเหนือ", "วัฒนา") in {(spot.subdistrict, spot.district) for spot in known.spots}
    assert len(known.spots) == 6


def test_a_postcode_of_two_provinces_tells_neither() -> None:
    known = complete({"postal_code": "58130"})
    assert known.parts["province"] == ""
    assert {spot.province for spot in known.spots} == {"เชียงใหม่", "แม่ฮ่องสอน"}


def test_names_tell_the_postcode() -> None:
    assert filled(subdistrict="สุเทพ", district="เมือง", province="เชียงใหม่")[3] == "50200"


def test_one_name_of_many_places_is_offered_and_not_filled_in() -> None:
    known = complete({"subdistrict": "หนองบัว"})
    assert known.parts == {"subdistrict": "หนองบัว", "district": "", "province": "", "postal_code": ""}
    assert len({spot.province for spot in known.spots}) > 10


def test_a_name_that_is_only_begun_is_offered_and_not_filled_in() -> None:
    known = complete({"subdistrict": "คลองตันเห"})
    assert known.parts["district"] == ""
    assert [spot.subdistrict for spot in known.spots] == ["คลองตันเหนือ"]


@pytest.mark.parametrize(
    "typed", ["ต.คลองตันเหนือ", "แขวงคลองตันเหนือ", "แขวง คลองตันเหนือ", "Khlong Tan Nuea", "klong tan nua"]
)
def test_names_are_known_with_their_label_and_however_they_are_spelt(typed: str) -> None:
    assert complete({"subdistrict": typed}).parts["postal_code"] == "10110"
    assert complete({"subdistrict": typed}).parts["subdistrict"] == typed, "what was typed stays"


def test_names_are_filled_in_in_the_language_of_those_that_stand_there() -> None:
    assert complete({"subdistrict": "Khlong Tan Nuea"}, "th").parts["province"] == "Bangkok"
    assert complete({"subdistrict": "คลองตันเหนือ"}, "en").parts["province"] == BANGKOK
    assert complete({"postal_code": "10110"}, "en").parts["province"] == "Bangkok"


def test_what_does_not_fit_is_named_and_nothing_is_filled_in() -> None:
    known = complete({"province": "เชียงใหม่", "postal_code": "10110"})
    assert known.strange == "province"
    assert (known.parts["subdistrict"], known.spots) == ("", [])
    assert complete({"postal_code": "99999"}).strange == "postal_code"


def test_a_name_nobody_knows_does_not_stand_in_the_way() -> None:
    assert complete({"subdistrict": "ไม่มีที่นี่", "postal_code": "10110"}).parts["province"] == BANGKOK
    assert complete({"subdistrict": "ไม่มีที่นี่"}).spots == []


def test_every_place_of_the_country_is_told_by_its_names_or_offered() -> None:
    """Of all subdistricts: with district and province named, the postcode is the right one, or one of those offered."""
    known = index()
    for code, postcodes in known.postcodes.items():
        names = [known.areas[code[:length]].thai for length in (6, 4, 2)]
        place = complete(dict(zip(FIELDS, names, strict=False)))
        offered = {spot.postal_code for spot in place.spots} | {place.parts["postal_code"]} - {""}
        assert set(postcodes) <= offered, names
        assert place.strange == ""


def test_a_choice_among_places_stands_for_one_that_there_is() -> None:
    chosen = complete({"postal_code": "10110"}).spots[0]
    assert spot(chosen.key) == chosen
    for odd in ("", "-", "103301", "103301-50200", "999999-10110", "x" * 10_000, "๑๐"):
        assert spot(odd) is None


@pytest.mark.parametrize(
    "odd", ["", " ", "-", "1", "10110 ", "ก", "()", "%", "a" * 10_000, "ก" * 10_000, "\u0000", "ต."]
)
def test_odd_text_is_no_place(odd: str) -> None:
    for name in FIELDS:
        complete({name: odd})
