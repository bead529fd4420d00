"""What holds of polls at every moment."""

from homeport.domain.records.integrity import orphans
from homeport.domain.vote.tables import ANSWER, BALLOT, CHOICE, POLL, QUESTION

RULES = (
    orphans("Questions of polls that do not exist", QUESTION.c.POLL_ID, POLL),
    orphans("Answers to questions that do not exist", ANSWER.c.QUESTION_ID, QUESTION),
    orphans("Ballots of polls that do not exist", BALLOT.c.POLL_ID, POLL),
    orphans("Choices on ballots that do not exist", CHOICE.c.BALLOT_ID, BALLOT),
    orphans("Choices of answers that do not exist", CHOICE.c.ANSWER_ID, ANSWER),
)
