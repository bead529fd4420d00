"""Six people in three departments, and three roles."""

from homeport.core.clock import Clock
from homeport.domain.demo import words
from homeport.domain.portal.people import roles
from homeport.domain.portal.people.departments import rebuild_colleagues
from homeport.domain.portal.tables import DEPARTMENT
from homeport.domain.user import staff
from homeport.store import Transaction

DEPARTMENTS = (
    # id, name, parent, head
    (1, "Harbour Trading", None, 1),
    (2, "Sales", 1, 2),
    (3, "Support", 1, 5),
)

PEOPLE = (
    # name, last name, gender, position, departments
    ("Ada", "Keel", "F", "Managing director", (1,)),
    ("Boris", "Anker", "M", "Head of sales", (2,)),
    ("Clara", "Mast", "F", "Salesperson", (2,)),
    ("Dmitri", "Quay", "M", "Salesperson", (2,)),
    ("Elif", "Rudder", "F", "Head of support", (3,)),
    ("Farid", "Sail", "M", "Support engineer", (3,)),
)

RULES = {
    "sales-head": ("Head of sales", {"*": {"*": "F", "EXPORT": "X"}}),
    "salesperson": (
        "Salesperson",
        {
            "*": {"READ": "O", "ADD": "A", "WRITE": "A", "DELETE": ""},
            "COMPANY": {"READ": "X", "ADD": "X", "WRITE": "A", "DELETE": ""},
            "LEAD": {"READ": "A", "ADD": "A", "WRITE": "A", "DELETE": "A"},
        },
    ),
    "support": ("Support", {"CONTACT": {"READ": "X", "WRITE": "X"}, "COMPANY": {"READ": "X"}, "DEAL": {"READ": "D"}}),
}

MEMBERS = {"sales-head": ("U2",), "salesperson": ("D2",), "support": ("DR3",)}


def add_people(tx: Transaction, clock: Clock) -> None:
    """Departments, users, roles and who has them."""
    for department, name, parent, head in DEPARTMENTS:
        tx.insert(DEPARTMENT, {"ID": department, "NAME": name, "PARENT": parent, "SORT": 500, "UF_HEAD": head})
    for number, (name, last_name, gender, position, departments) in enumerate(PEOPLE, 1):
        add = staff.add_owner if number == 1 else staff.add
        add(
            tx,
            clock,
            name=name,
            last_name=last_name,
            email=f"{name.lower()}.{last_name.lower()}@example.test",
            departments=departments,
            WORK_POSITION=position,
            PERSONAL_GENDER=gender,
            PERSONAL_CITY="Hamburg",
            WORK_PHONE=words.PHONE.format(number=900 + number),
        )
    rebuild_colleagues(tx)
    for code, (name, rules) in RULES.items():
        role_id = roles.add(tx, code, name, rules)
        for member in MEMBERS[code]:
            roles.assign(tx, role_id, member)
