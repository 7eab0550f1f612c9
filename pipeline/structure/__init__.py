"""The structure room: a document taken apart by NĐ 30/2020/NĐ-CP."""
