"""[Samenvoegen met…]: two records that are one, side by side, and where doubles may be found (R102, domein 4.5)."""
