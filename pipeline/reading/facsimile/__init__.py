"""Pages as they look, beside what was read of them: ``drawing`` makes pictures, ``printed`` gives files of words the
pages that they have on paper, ``placing`` tells where each word of the text stands on them."""
