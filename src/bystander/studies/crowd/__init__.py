"""What does a system do to a crowd?"""
