"""Where the caller belongs among departments, as SQL."""

from sqlalchemy import CTE, bindparam, select

from homeport.domain.portal.tables import DEPARTMENT, USER_DEPARTMENT


def departments(prefix: str) -> tuple[CTE, CTE]:
    """The departments in which the caller works, or which the caller heads; and these with all above them.

    :param prefix: begins their names in the statement
    """
    own = select(USER_DEPARTMENT.c.DEPARTMENT_ID.label("ID")).where(USER_DEPARTMENT.c.USER_ID == bindparam("actor"))
    headed = select(DEPARTMENT.c.ID).where(DEPARTMENT.c.UF_HEAD == bindparam("actor"))
    works = own.union(headed).cte(f"{prefix}_works")
    above = select(works.c.ID).cte(f"{prefix}_above", recursive=True)
    return works, above.union(select(DEPARTMENT.c.PARENT).join(above, DEPARTMENT.c.ID == above.c.ID))
