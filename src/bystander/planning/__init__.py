"""How large must a test be? Findings and limits in, numbers of people and trials out; numpy and scipy alone."""
