"""Examples of agreements and consents."""

from homeport.rpc.example import Example

EXAMPLES = {
    "userconsent.agreement.text": Example(
        {"id": 1, "replace": {"button_caption": "Agreed", "fields": {"COMPANY_NAME": "Harbour Trading"}}}
    ),
    "userconsent.consent.add": Example(
        {"AGREEMENT_ID": 1, "IP": "192.0.2.7", "URL": "https://example.test/form", "ORIGIN_ID": "contact_form"}
    ),
}
