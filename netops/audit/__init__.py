"""The audit as pure stages: compare, judge, report; each takes the value of the one before."""
