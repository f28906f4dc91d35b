pub fn last(lines: Vec<String>) -> usize {
    let last = lines.last();
    drop(lines); // weak
    last.map_or(0, String::len)
}
