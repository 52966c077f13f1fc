"""What may match is tried in the order of its table, whatever the order of a set is in this run."""

import os
import subprocess
import sys

PROGRAM = """
from builder.rules import TABLES
from builder.rules.coding import by_list
from builder.rules.parameters import load_parameters
from builder.rules.patterns import Sound
index = load_parameters(TABLES, Sound()).index
clause = "会场人数不超过5人，时长不超过2小时，每3天检测1次，间隔1米以上。"
able = by_list(index.able(clause))
assert max(map(len, able.values())) > 1
for group, own in able.items():
    places = [group.index(pattern) for pattern in own]
    assert places == sorted(places), places
"""


def test_patterns_are_tried_in_the_order_of_their_table():
    """Under several hash seeds: the first that reads a number has it."""
    for seed in ("1", "2", "3"):
        subprocess.run([sys.executable, "-c", PROGRAM], check=True, env=os.environ | {"PYTHONHASHSEED": seed})
