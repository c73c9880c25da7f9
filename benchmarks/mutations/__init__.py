"""Mutated files of every text kind, read by Bystander and by a plain reader that was written from the documents.

``kinds`` makes small evidence, ``of_cells`` and ``of_text`` damage it as people and programs do, ``strict`` and
``oracle`` say what a careful reader gets from it, ``tool`` what Bystander does, and ``outcomes`` puts the two together.
"""
