"""Envelopes and labels as PDF (domein 3.3 'Envelope / label lines', docs/decisions/0014)."""
