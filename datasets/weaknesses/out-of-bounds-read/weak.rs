pub fn field(record: &[u8], index: usize) -> u8 {
    unsafe { *record.get_unchecked(index) } // weak
}
