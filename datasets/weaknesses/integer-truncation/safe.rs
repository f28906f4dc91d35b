use std::num::TryFromIntError;

pub fn length_field(body: &[u8]) -> Result<u16, TryFromIntError> {
    u16::try_from(body.len())
}
