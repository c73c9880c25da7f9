"""Which of two systems errs less on the same trial, and is that shown?"""
