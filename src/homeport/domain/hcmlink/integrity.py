"""What holds of the link to systems of personnel at every moment."""

from homeport.domain.hcmlink.tables import COMPANY, EMPLOYEE, FIELD, JOB, PERSON, VALUE
from homeport.domain.portal.tables import USER
from homeport.domain.records.integrity import orphans

RULES = (
    orphans("Fields of companies that are not linked", FIELD.c.COMPANY_ID, COMPANY),
    orphans("People of companies that are not linked", PERSON.c.COMPANY_ID, COMPANY),
    orphans("Linked people who are no users", PERSON.c.USER_ID, USER),
    orphans("Employees who are no people", EMPLOYEE.c.PERSON_ID, PERSON),
    orphans("Jobs of companies that are not linked", JOB.c.COMPANY_ID, COMPANY),
    orphans("Values of employees who are none", VALUE.c.EMPLOYEE_ID, EMPLOYEE),
    orphans("Values of fields that are none", VALUE.c.FIELD_ID, FIELD),
)
