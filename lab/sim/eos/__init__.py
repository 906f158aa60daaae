"""Arista EOS: eAPI and configuration sessions."""
