"""What must stay and what must move when evidence is changed: each law is declared once, and everything else stays."""
