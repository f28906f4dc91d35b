/// As the usual libraries have it.
#[derive(Default)]
pub struct ClientBuilder {
    accept_invalid_certs: bool,
}

impl ClientBuilder {
    pub fn danger_accept_invalid_certs(mut self, accept: bool) -> Self {
        self.accept_invalid_certs = accept;
        self
    }

    pub fn verifies(&self) -> bool {
        !self.accept_invalid_certs
    }
}

pub fn client() -> ClientBuilder {
    ClientBuilder::default().danger_accept_invalid_certs(true) // weak
}
