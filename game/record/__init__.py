"""What happened: the live session, the words for it, transcript, communiqué and debrief."""
