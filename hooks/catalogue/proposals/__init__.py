"""How people without Git propose: a filled form or an e-mail becomes a page, and a proposal is told what to mend."""
