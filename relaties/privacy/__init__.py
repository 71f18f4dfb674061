"""What a person may ask of us (AVG, domein 4.6), and whether we may approach him (4.7)."""
