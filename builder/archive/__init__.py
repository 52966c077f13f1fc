"""Notices to Archive: order, duplicates, groupings, manifest."""
