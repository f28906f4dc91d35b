pub fn length_field(body: &[u8]) -> u16 {
    body.len() as u16 // weak
}
