<?php
/**
 * The portal's REST as CRest's users put it on the wire: forms written by http_build_query, GET where there is nothing
 * to send, tokens in the field `auth`, renewed by a form at the authorization server's own host name.
 */

const AUTHORIZATION_SERVER = 'https://oauth.bitrix.info/oauth/token/';
const AGENT = 'Bitrix24 CRest PHP 1.36';
const BATCH_LENGTH = 50;

final class Portal
{
    /** @var callable|null told of renewed tokens */
    public $renewed = null;

    /**
     * @param array $held a webhook: `client_endpoint`; or an application: also `access_token`, `refresh_token`,
     *                    `client_id`, `client_secret`
     * @param string $server where the authorization server's host name leads to, `address:port`
     */
    public function __construct(private array $held, private string $server = '')
    {
    }

    public function call(string $method, array $params = []): array
    {
        $url = $this->held['client_endpoint'] . $method . '.json';
        $answer = $this->send($url, $this->signed($params));
        if (($answer['error'] ?? '') === 'expired_token' && $this->renew()) {
            $answer = $this->send($url, $this->signed($params));
        }
        return $answer;
    }

    /** @param array $calls a method and its parameters by key */
    public function batch(array $calls, int $halt = 0): array
    {
        $commands = [];
        foreach (array_slice($calls, 0, BATCH_LENGTH, true) as $key => [$method, $params]) {
            $commands[$key] = $params ? $method . '?' . http_build_query($params) : $method;
        }
        return $this->call('batch', ['halt' => $halt, 'cmd' => $commands]);
    }

    /** Exchange a code, or the refresh token. */
    public function tokens(array $grant): array
    {
        $keys = ['client_id' => $this->held['client_id'], 'client_secret' => $this->held['client_secret']];
        return $this->send(AUTHORIZATION_SERVER, $keys + $grant);
    }

    private function renew(): bool
    {
        $grant = ['grant_type' => 'refresh_token', 'refresh_token' => $this->held['refresh_token']];
        $given = $this->tokens($grant);
        if (isset($given['error'])) {
            return false;
        }
        $this->held = $given + $this->held;
        if ($this->renewed) {
            ($this->renewed)($given);
        }
        return true;
    }

    private function signed(array $params): array
    {
        return isset($this->held['access_token']) ? $params + ['auth' => $this->held['access_token']] : $params;
    }

    private function send(string $url, array $params): array
    {
        $curl = curl_init($url);
        $options = [CURLOPT_RETURNTRANSFER => true, CURLOPT_FOLLOWLOCATION => true, CURLOPT_POSTREDIR => 7,
            CURLOPT_USERAGENT => AGENT];
        if ($this->server !== '') {
            // as /etc/hosts and port 443 would: the name, its certificate and the Host header stay what they are
            $options[CURLOPT_CONNECT_TO] = ["oauth.bitrix.info:443:{$this->server}"];
        }
        if ($params) {
            $options += [CURLOPT_POST => true, CURLOPT_POSTFIELDS => http_build_query($params)];
        }
        curl_setopt_array($curl, $options);
        $body = curl_exec($curl);
        if ($body === false) {
            throw new RuntimeException(curl_error($curl));
        }
        return json_decode($body, true, flags: JSON_THROW_ON_ERROR);
    }
}
