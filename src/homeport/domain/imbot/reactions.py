"""What may be thought of messages, by code.

Source: ``imbot.v2/messages/chat-message-reaction-add.md``.
"""

REACTIONS = frozenset({
    "like", "dislike", "faceWithTearsOfJoy", "redHeart", "neutralFace", "fire", "cry", "slightlySmilingFace",
    "winkingFace", "laugh", "kiss", "wonder", "slightlyFrowningFace", "loudlyCryingFace",
    "faceWithStuckOutTongue", "faceWithStuckOutTongueAndWinkingEye", "smilingFaceWithSunglasses",
    "confusedFace", "flushedFace", "thinkingFace", "angry", "smilingFaceWithHorns", "faceWithThermometer",
    "facepalm", "poo", "flexedBiceps", "clappingHands", "raisedHand", "smilingFaceWithHeartEyes",
    "smilingFaceWithHearts", "pleadingFace", "relievedFace", "foldedHands", "okHand", "signHorns",
    "loveYouGesture", "clownFace", "partyingFace", "questionMark", "exclamationMark", "lightBulb", "bomb",
    "sleepingSymbol", "crossMark", "whiteHeavyCheckMark", "eyes", "handshake", "hundredPoints",
})  # fmt: skip
