"""What the demo activities are about. ``{goods}`` and ``{customer}`` are those of the sale that one belongs to."""

from typing import NamedTuple


class Talk(NamedTuple):
    """The text of an activity."""

    subject: str
    description: str = ""


CALLS = (
    Talk("Call back about the delivery date", "The customer asked whether {goods} can come a week earlier."),
    Talk("First call: what is needed and by when", "Talked through quantities of {goods}. A quote was asked for."),
    Talk("Ask for the signed order", "{customer} promised to return the order confirmation by Friday."),
    Talk("Price question about {goods}", "Explained the discount for an order above ten pieces."),
    Talk("Missed call from {customer}"),
    Talk("Clarify the invoice address", "Invoices go to the accounts office from now on."),
    Talk("Complaint: one crate was damaged", "Photos are to follow by e-mail; replacement promised."),
    Talk("Check that everything has arrived", "All complete. They are satisfied with {goods}."),
    Talk("Remind of the open payment", "Payment is on its way, they say."),
    Talk("Ask for a reference", "They would be glad to be named as a reference."),
    Talk("Agree on a fitting date", "The workshop has time in the second half of the month."),
)

EMAILS = (
    Talk("Your quote for {goods}", "Please find our quote attached. It is valid for thirty days."),
    Talk("Re: Technical data of {goods}", "Thank you, the drawings are what we needed."),
    Talk("Confirmation of your order", "We confirm your order of {goods} and will tell you the delivery date soon."),
    Talk("Question about the warranty", "Does the warranty of {goods} also hold in commercial use?"),
    Talk("New delivery date", "The maker needs ten more days. We are sorry for the delay."),
    Talk("Documents for customs", "The certificate of origin is attached."),
    Talk("Thank you for your visit", "It was good to show you our warehouse. The price list is attached."),
    Talk("Re: Change of quantity", "We take two more, all else stays as agreed."),
    Talk(
        "Invitation to the spring open house", "On the last Saturday in March we open the warehouse to our customers."
    ),
)

MEETINGS = (
    Talk("Take measurements on board", "Bring the drawings from the last refit."),
    Talk("Presentation of {goods}", "With samples. {customer} comes with two people."),
    Talk("Contract talks with {customer}", "Open points: payment terms and the penalty for late delivery."),
    Talk("Handover and instruction", "The crew is shown how to use and maintain {goods}."),
    Talk("Yearly review with {customer}", "Orders of the last year, wishes for the next."),
    Talk("Visit of the warehouse"),
    Talk("Look at the damaged parts", "Decide together with the workshop whether to repair or replace."),
)

TODOS = (
    Talk("Prepare the quote for {goods}", "Use the new price list."),
    Talk("Order {goods} from the maker"),
    Talk("Book the lorry", "Tail lift needed, delivery before noon."),
    Talk("Check the credit limit of {customer}", "Ask accounts before confirming the order."),
    Talk("Send the certificates"),
    Talk("Write down what was agreed", "Goes to everyone who was at the table."),
    Talk("Follow up in two weeks", "If nothing has come by then, call."),
    Talk("Update the contact details of {customer}"),
)

PLACES = ("Our office, meeting room Windward", "At the customer's", "Warehouse, ramp 3", "Pier 7", "Video call")
