"""Words that generated people are made of; any likeness to a real person is chance."""

from __future__ import annotations

from typing import Final

GIVEN_NAMES: Final = (
    *("Anna", "Bart", "Carlijn", "Daan", "Eline", "Fatima", "Gijs", "Hanna", "Ilse", "Jeroen", "Karim", "Lotte"),
    *("Mees", "Noor", "Olaf", "Pien", "Quinten", "Roos", "Sem", "Tess", "Umar", "Veerle", "Wout", "Xander"),
    *("Yara", "Zoë", "Amber", "Bram", "Cato", "Dewi", "Emre", "Femke", "Guus", "Hidde", "Iris", "Joost"),
    *("Kiki", "Luuk", "Maud", "Niels", "Otis", "Puck", "Rachid", "Sanne", "Thijs", "Vera", "Willem", "Ymke"),
)
FAMILY_NAMES: Final = (
    ("", "Akkerman"), ("", "Bakker"), ("van den", "Berg"), ("", "Bos"), ("de", "Boer"), ("", "Brouwer"),
    ("van", "Dam"), ("", "Dekker"), ("van", "Dijk"), ("", "Evers"), ("de", "Graaf"), ("de", "Groot"),
    ("van der", "Heijden"), ("", "Hendriks"), ("den", "Hollander"), ("", "Jansen"), ("de", "Jong"), ("", "Kok"),
    ("van", "Leeuwen"), ("", "Maas"), ("", "Meijer"), ("", "Mulder"), ("", "Peters"), ("", "Postma"),
    ("", "Prins"), ("de", "Ruiter"), ("", "Schouten"), ("", "Smit"), ("", "Timmermans"), ("", "Veenstra"),
    ("van der", "Veen"), ("", "Verhoeven"), ("", "Visser"), ("", "Vos"), ("de", "Vries"), ("", "Willemsen"),
    ("de", "Wit"), ("", "Yilmaz"), ("", "Zijlstra"), ("", "El Amrani"),
)  # fmt: skip
STREETS: Final = (
    "Dorpsstraat",
    "Kerkstraat",
    "Molenweg",
    "Havenkade",
    "Lindelaan",
    "Schoolstraat",
    "Parkweg",
    "Singel",
)
CITIES: Final = ("Amsterdam", "Utrecht", "Haarlem", "Zandvoort", "Amersfoort", "Hilversum")
