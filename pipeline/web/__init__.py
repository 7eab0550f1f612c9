"""The web pages: accounts, lists, and whatever further rooms bring.

A package inside this one that has a module ``urls`` is a part of the pages (``parts``): it brings its addresses, who
may ask for them, its place in the menu, its templates and its static files. Adding one touches no other file.
"""
