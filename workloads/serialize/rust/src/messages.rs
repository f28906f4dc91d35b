//! messages.rs - the messages of ../../messages.proto, for all three formats

use prost::Message;
use serde::{Deserialize, Serialize};

#[derive(Clone, PartialEq, Message, Serialize, Deserialize)]
pub struct Route {
    #[prost(string, tag = "1")]
    pub origin: String,
    #[prost(string, tag = "2")]
    pub dest: String,
    #[prost(string, tag = "3")]
    pub label: String,
    #[prost(double, tag = "4")]
    pub distance_km: f64,
}

#[derive(Clone, PartialEq, Message, Serialize, Deserialize)]
pub struct Flight {
    #[prost(fixed64, tag = "1")]
    pub id: u64,
    #[prost(int64, tag = "2")]
    pub scheduled_ms: i64,
    #[prost(string, tag = "3")]
    pub carrier: String,
    #[prost(int32, tag = "4")]
    pub number: i32,
    #[prost(string, optional, tag = "5")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tailnum: Option<String>,
    #[prost(message, required, tag = "6")]
    pub route: Route,
    #[prost(string, tag = "7")]
    pub status: String,
    #[prost(bool, tag = "8")]
    pub on_time: bool,
    #[prost(sint32, optional, tag = "9")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dep_delay_min: Option<i32>,
    #[prost(sint32, optional, tag = "10")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arr_delay_min: Option<i32>,
    #[prost(uint32, optional, tag = "11")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub air_time_min: Option<u32>,
    #[prost(double, optional, tag = "12")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speed_kmh: Option<f64>,
}

#[derive(Clone, PartialEq, Message, Serialize, Deserialize)]
pub struct Aircraft {
    #[prost(string, tag = "1")]
    pub tailnum: String,
    #[prost(string, repeated, tag = "2")]
    pub destinations: Vec<String>,
    #[prost(message, repeated, tag = "3")]
    pub flights: Vec<Flight>,
    #[prost(sint64, tag = "4")]
    pub net_delay_min: i64,
    #[prost(double, optional, tag = "5")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mean_delay_min: Option<f64>,
}

#[derive(Clone, PartialEq, Message, Serialize, Deserialize)]
pub struct CarrierDay {
    #[prost(string, tag = "1")]
    pub carrier: String,
    #[prost(uint32, tag = "2")]
    pub flights: u32,
    #[prost(uint32, tag = "3")]
    pub cancelled: u32,
    #[prost(double, optional, tag = "4")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mean_delay_min: Option<f64>,
}

#[derive(Clone, PartialEq, Message, Serialize, Deserialize)]
pub struct Day {
    #[prost(string, tag = "1")]
    pub date: String,
    #[prost(int64, tag = "2")]
    pub start_ms: i64,
    #[prost(message, repeated, tag = "3")]
    pub flights: Vec<Flight>,
    #[prost(message, repeated, tag = "4")]
    pub carriers: Vec<CarrierDay>,
    #[prost(sint32, repeated, tag = "5")]
    pub arr_delays_min: Vec<i32>,
}
