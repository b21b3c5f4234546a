"""Learns from generated reports what the cues of column assignment weigh.

Belongs here: collecting rows with their true columns, fitting the weights, showing their
calibration on reports that were not learned from. What a cue sees is decided in
``pipeline.extract.assignment.columns``.
"""
