"""The Daftar Hadir: the list that people sign, and that says who came."""
