"""What several tests share: a stand-in reader and hand-made Reports. No tests here."""
