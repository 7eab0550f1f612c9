"""The sample corpus of Chidao: dispatches written for this project, laid out as NĐ 30/2020/NĐ-CP asks.

Each dispatch is one TOML file in ``dispatches/`` that holds its text and, marked in the text, its annotation.
``python -m tools.samples build`` makes ``corpus/samples/*.docx``, ``*.pdf`` and ``corpus/gold/*.json`` from them.
"""
