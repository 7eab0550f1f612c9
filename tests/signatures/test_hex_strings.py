"""Hex strings are read in one piece, with the same result as byte by byte."""

from io import BytesIO

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfStreamError

from pipeline.reading.signatures import evidence, hexstrings


@pytest.mark.parametrize("digits", [
    b"", b"30", b"3082aBcD", b"feff0110", b"308", b"30 82\n0a", b"30%note\n82", b"00" * 40000, b"3082" * 9000 + b"f"])
def test_a_hex_string_is_what_pyhanko_reads(digits):
    ours, theirs = BytesIO(b"<" + digits + b"> /Next"), BytesIO(b"<" + digits + b"> /Next")
    read, wanted = hexstrings.read_hex_string(ours), hexstrings._byte_by_byte(theirs)
    assert read == wanted
    assert type(read) is type(wanted)
    assert ours.read() == theirs.read() == b" /Next"


@pytest.mark.parametrize("broken", [b"<30zz>", b"<3082", b"<30" + b"00" * 20000])
def test_what_is_no_hex_string_is_refused_as_before(broken):
    with pytest.raises(PdfStreamError):
        hexstrings.read_hex_string(BytesIO(broken))


def test_the_reader_of_signatures_uses_it():
    evidence.load()
    assert generic.read_hex_string_from_stream is hexstrings.read_hex_string
