"""Examples of the company's structure."""

from homeport.rpc.example import Example

EXAMPLES = {
    "humanresources.employee.search": Example({"name": "clara", "select": ["userId", "name", "departments"]}),
    "humanresources.employee.subordinates": Example({"id": 2}),
    "humanresources.employee.field.get": Example({"name": "departments"}),
}
