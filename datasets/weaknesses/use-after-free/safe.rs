pub fn last(lines: Vec<String>) -> usize {
    let last = lines.last().map_or(0, String::len);
    drop(lines);
    last
}
