"""The invented names and goods that demo records are made of.

Phone numbers are from a range that the German regulator keeps for films; addresses end in ``example.test``, which
nobody can own.
"""

PHONE = "+49 30 23125 {number:03d}"

FIRST_NAMES = (
    "Anna", "Bruno", "Carla", "David", "Edda", "Felix", "Greta", "Hanno", "Ilka", "Jonas",
    "Karin", "Lukas", "Maren", "Nils", "Olga", "Piet", "Rosa", "Sven", "Tilda", "Uwe",
)  # fmt: skip
MRS, MR = "HNR_EN_2", "HNR_EN_1"
"""First names alternate, so that a salutation follows from the place in the list."""

LAST_NAMES = (
    "Ankerstein", "Brandung", "Dünenfeld", "Ebbersand", "Fockenrath", "Gezeiten", "Hafenholz", "Inselmann",
    "Klüverbaum", "Leuchtner", "Mövenberg", "Nordlicht", "Pollerich", "Riffelsen", "Seewald", "Tauwerk", "Wellenhof",
)  # fmt: skip

POSITIONS = (
    "Purchasing",
    "Fleet manager",
    "Harbour master",
    "Accounts",
    "Owner",
    "Workshop lead",
    "Technical director",
)

STREETS = ("Quay Street", "Lighthouse Road", "Rope Walk", "Harbour Row", "Dock Lane", "Signal Hill", "Sailmaker Yard")

COMPANIES = (
    # name, town, industry, type, number of employees
    ("Tidewell Boatworks", "Rostock", "MANUFACTURING", "CUSTOMER", "EMPLOYEES_1"),
    ("Gullhaven Ferries", "Kiel", "DELIVERY", "CUSTOMER", "EMPLOYEES_3"),
    ("Lanternpier Marina", "Stralsund", "ENTERTAINMENT", "CUSTOMER", "EMPLOYEES_1"),
    ("Saltmeadow Fisheries", "Cuxhaven", "MANUFACTURING", "CUSTOMER", "EMPLOYEES_2"),
    ("Windrose Charter", "Flensburg", "ENTERTAINMENT", "CUSTOMER", "EMPLOYEES_1"),
    ("Ironbollard Docks", "Bremerhaven", "MANUFACTURING", "CUSTOMER", "EMPLOYEES_4"),
    ("Foamcrest Sailing School", "Lübeck", "OTHER", "CUSTOMER", "EMPLOYEES_1"),
    ("Northmole Towage", "Wilhelmshaven", "DELIVERY", "CUSTOMER", "EMPLOYEES_2"),
    ("Brightbuoy Signals", "Hamburg", "TELECOM", "PARTNER", "EMPLOYEES_2"),
    ("Kelpforest Research", "Kiel", "NOTPROFIT", "PARTNER", "EMPLOYEES_1"),
    ("Halfmast Outfitters", "Emden", "OTHER", "CUSTOMER", "EMPLOYEES_2"),
    ("Stillwater Houseboats", "Potsdam", "MANUFACTURING", "CUSTOMER", "EMPLOYEES_1"),
    ("Copperhull Shipyard", "Papenburg", "MANUFACTURING", "CUSTOMER", "EMPLOYEES_4"),
    ("Driftline Logistics", "Bremen", "DELIVERY", "PARTNER", "EMPLOYEES_3"),
    ("Pelican Pier Resort", "Warnemünde", "ENTERTAINMENT", "CUSTOMER", "EMPLOYEES_2"),
    ("Deepsound Surveying", "Hamburg", "CONSULTING", "CUSTOMER", "EMPLOYEES_1"),
    ("Reefknot Rigging", "Travemünde", "MANUFACTURING", "PARTNER", "EMPLOYEES_1"),
    ("Fairwind Pilots", "Brunsbüttel", "GOVERNMENT", "CUSTOMER", "EMPLOYEES_2"),
    ("Oystergate Foods", "Husum", "MANUFACTURING", "CUSTOMER", "EMPLOYEES_2"),
    ("Seaglass Hotels", "Binz", "ENTERTAINMENT", "CUSTOMER", "EMPLOYEES_3"),
    ("Capstan Insurance Brokers", "Hamburg", "FINANCE", "PARTNER", "EMPLOYEES_2"),
    ("Marlinspike Tools", "Rendsburg", "MANUFACTURING", "PARTNER", "EMPLOYEES_2"),
    ("Heronbank Canal Tours", "Berlin", "ENTERTAINMENT", "CUSTOMER", "EMPLOYEES_1"),
    ("Quarterdeck Software", "Leipzig", "IT", "PARTNER", "EMPLOYEES_1"),
    ("Sandbar Dredging", "Wismar", "MANUFACTURING", "CUSTOMER", "EMPLOYEES_3"),
    ("Morningtide Rescue", "Sassnitz", "NOTPROFIT", "CUSTOMER", "EMPLOYEES_2"),
    ("Bluefathom Diving", "Heiligenhafen", "ENTERTAINMENT", "CUSTOMER", "EMPLOYEES_1"),
    ("Keelson Timber", "Schwerin", "MANUFACTURING", "PARTNER", "EMPLOYEES_2"),
    ("Longjetty Storage", "Bremen", "DELIVERY", "CUSTOMER", "EMPLOYEES_2"),
    ("Starboard Uniforms", "Greifswald", "MANUFACTURING", "CUSTOMER", "EMPLOYEES_1"),
)

GOODS = (
    # what is sold, and its price
    ("Mooring lines", 4_800.00),
    ("Life rafts", 21_500.00),
    ("Anchor chain", 9_250.00),
    ("Navigation lights", 3_480.00),
    ("Anchor winches", 6_900.00),
    ("Dock fenders", 12_300.00),
    ("Crew life jackets", 5_640.00),
    ("Hull paint", 18_750.00),
    ("Bilge pumps", 2_990.00),
    ("Radar sets", 27_400.00),
    ("Deck cranes", 64_000.00),
    ("Fire extinguishers", 1_875.50),
    ("Sailcloth", 7_320.00),
    ("Spare propellers", 15_100.00),
    ("Safety harnesses", 3_200.00),
    ("Shore power columns", 33_900.00),
    ("Distress beacons", 8_460.00),
    ("Galley equipment", 11_050.00),
    ("Teak decking", 24_600.00),
)

COMMENTS = (
    "Delivery is wanted before the season starts.",
    "Asked for two alternatives with different prices.",
    "Prefers to be called in the morning.",
    "Pays within thirty days, always on time.",
    "The board decides at its next meeting.",
    "Met at the boat show in autumn.",
    "Needs the certificate of origin with the invoice.",
)

SOURCES = ("WEB", "CALL", "EMAIL", "RECOMMENDATION", "TRADE_SHOW", "PARTNER", "ADVERTISING")
