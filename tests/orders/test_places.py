"""The places of Thailand: every one is found, by either name, and a postcode leads to those it is for."""

import subprocess
import sys

import pytest

from orders.addresses.locating import locate
from orders.addresses.places import by_postcode, districts, in_language, index, postcodes, provinces, subdistricts


def test_all_of_them_are_there() -> None:
    assert (len(provinces()), len(index().postcodes)) == (77, 7436)
    assert sum(len(districts(province)) for province in provinces()) == 928


def test_they_stand_in_the_order_of_the_alphabet() -> None:
    assert provinces()[:3] == ["กระบี่", "กรุงเทพมหานคร", "กาญจนบุรี"]
    assert provinces().index("เชียงใหม่") < provinces().index("ตรัง")
    assert provinces("en")[:3] == ["Amnat Charoen", "Ang Thong", "Bangkok"]


def test_they_go_by_either_name() -> None:
    assert "บางละมุง" in districts("Chonburi")
    assert districts("ชลบุรี", "en") == districts("Chon Buri", "en")
    assert "Nong Prue" in subdistricts("ชลบุรี", "Banglamung", "en")
    assert subdistricts("ชลบุรี", "บางรัก") == []


def test_districts_of_bangkok_are_called_by_their_names_alone() -> None:
    assert "จตุจักร" in districts("กรุงเทพ")
    assert not [name for name in districts("กทม") if name.startswith("เขต")]


def test_a_place_has_its_postcodes() -> None:
    assert postcodes("ชลบุรี", "บางละมุง") == ["20150"]
    assert postcodes("กรุงเทพมหานคร", "บางรัก", "สีลม") == ["10500"]
    assert postcodes("Atlantis") == []


def test_a_postcode_may_be_for_several_places() -> None:
    assert ("คลองจั่น", "บางกะปิ", "กรุงเทพมหานคร") in by_postcode("10240")
    assert {province for _, _, province in by_postcode("13240")} == {"ลพบุรี", "พระนครศรีอยุธยา"}
    assert by_postcode("20150", "en")[0][1:] == ("Bang Lamung", "Chon Buri")
    assert by_postcode("99999") == []


def test_an_address_is_told_in_the_language_of_its_reader() -> None:
    parts = {"name": "Joe", "subdistrict": "หนองปรือ", "district": "บางละมุง", "province": "ชลบุรี"}
    english = in_language(parts, "en")
    assert english == {"name": "Joe", "subdistrict": "Nong Prue", "district": "Bang Lamung", "province": "Chon Buri"}
    assert in_language(english, "th") == parts
    assert in_language({"province": "ชลบุรี", "district": "ดาวอังคาร"}, "en") == {
        "province": "Chon Buri",
        "district": "ดาวอังคาร",
    }
    assert in_language({"line": "9/9"}, "en") == {"line": "9/9"}


@pytest.mark.parametrize(
    ("spelt", "district"),
    [
        ("Wattana, Bangkok", "วัฒนา"), ("Khet Vadhana BKK", "วัฒนา"), ("Klongtoey, Bangkok", "คลองเตย"),
        ("Ladprao Bangkok", "ลาดพร้าว"),
        ("A.Sriracha Chonburi", "ศรีราชา"), ("Muang Samut Prakarn", "เมืองสมุทรปราการ"),
        ("Koh Samui, Suratthani", "เกาะสมุย"),
        ("อ.เมือง โคราช", "เมืองนครราชสีมา"), ("เมืองอุดร จ.อุดร", "เมืองอุดรธานี"), ("อเมือง จสงขลา", "เมืองสงขลา"),
        ("เขตจตุจักร กรุงเทพๆ", "จตุจักร"), ("อ.เมือง จ.อยุธยา", "พระนครศรีอยุธยา"),
    ],
)  # fmt: skip
def test_a_district_is_known_by_any_spelling(spelt: str, district: str) -> None:
    assert locate(spelt).names["district"] == district


def test_of_two_names_in_one_the_longer_is_meant() -> None:
    assert locate("Du Phong, Santi Suk, Nan").names["subdistrict"] == "ดู่พงษ์"
    assert locate("ต.บางพลีใหญ่ อ.บางพลี").names["subdistrict"] == "บางพลีใหญ่"


def test_a_road_a_market_and_a_family_are_no_places() -> None:
    for text in ("ถ.เชียงใหม่", "ตลาดบางรัก", "ซอยสงขลา", "สมชาย ณ ลำปาง", "Patong Tower"):
        assert locate(text).names == {}


def test_nothing_is_read_before_somebody_asks() -> None:
    asked = "import sys, orders.addresses, orders.addresses.places; print('geothai' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True, text=True)
    assert told.stdout == "False\n"
