pub fn field(record: &[u8], index: usize) -> Option<u8> {
    record.get(index).copied()
}
